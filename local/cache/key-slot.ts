export const SLOTS = 16_384;

/** CRC16 as a cluster reckons it: polynomial 0x1021, start value 0. */
const crc16 = (bytes: Buffer): number => {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
};

/** The slot of a key. Of a key with a part in braces only that part counts, so that keys can share a slot. */
export const keySlot = (key: string): number => {
  const tag = /^[^{]*\{([^}]+)\}/.exec(key)?.[1];
  return crc16(Buffer.from(tag ?? key)) % SLOTS;
};
