import { join } from 'node:path';
import { aws } from './doctor/aws';
import { NoCredentials } from './doctor/finding';
import { isHealthy, printFindings } from './doctor/print-findings';
import { doctorUsage, readPatient } from './doctor/read-patient';
import { runDoctor } from './doctor/run-doctor';

async function main(): Promise<void> {
  const { region, ...patient } = readPatient(process.argv.slice(2), join(__dirname, '../cdk.json'));
  console.log(`Parley, stage ${patient.stage}, in ${region}`);
  const findings = await runDoctor(aws(region), patient);
  for (const line of printFindings(findings)) console.log(line);
  process.exit(isHealthy(findings) ? 0 : 1);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const hint =
    error instanceof NoCredentials
      ? 'There are no valid credentials for AWS: sign in as for the AWS CLI (aws sso login, or AWS_PROFILE), and try again.'
      : doctorUsage;
  console.error(`${message}\n${hint}`);
  process.exit(2);
});
