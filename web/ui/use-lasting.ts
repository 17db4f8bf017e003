import { useEffect, useState } from 'react';

/** Whether something has been so for this long: what passes quickly is nobody's concern. */
export function useLasting(isSo: boolean, patienceMs: number): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), patienceMs);
    return () => clearTimeout(timer);
  }, [isSo, patienceMs]);
  return isLasting && isSo;
}
