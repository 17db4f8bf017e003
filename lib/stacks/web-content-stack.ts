import { Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Config } from '../config';
import { PageContent } from '../constructs/page-content';
import { type ChatStack } from './chat-stack';
import { type WebHostingStack } from './web-hosting-stack';

export interface WebContentStackProps {
  readonly config: Config;
  readonly hosting: WebHostingStack;
  readonly chat: ChatStack;
  /** The built page. */
  readonly folder: string;
}

/** The web app itself, and what it must know: it is deployed last, when socket and issuer have their addresses. */
export class WebContentStack extends Stack {
  constructor(scope: Construct, id: string, { config, hosting, chat, folder }: WebContentStackProps) {
    super(scope, id, { env: config.env, description: `Parley ${config.stage}: the web app` });
    const { pageSettings: settings } = chat;
    if (!settings) throw new Error('the Chat stack does not know that the web app is published');
    // Where every address is configured, nothing else says so.
    this.addStackDependency(chat);
    new PageContent(this, 'Page', { config, bucket: hosting.bucket, settings, folder });
  }
}
