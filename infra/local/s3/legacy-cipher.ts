import crypto from 'node:crypto';

/** One key three times over: triple DES is then what single DES was. */
const tripled = (key: Buffer): Buffer => Buffer.concat([key, key, key]);

/**
 * s3rver writes its continuation tokens with single DES, which OpenSSL 3 has put away: a list of more than 1,000
 * keys would fail. Nothing is kept secret by them; this gives that one name its old meaning back.
 */
export const reviveSingleDes = (): void => {
  const { createCipheriv, createDecipheriv } = crypto;
  Object.assign(crypto, {
    createCipheriv: (name: string, key: Buffer, iv: Buffer) =>
      name === 'des' ? createCipheriv('des-ede3-cbc', tripled(key), iv) : createCipheriv(name, key, iv),
    createDecipheriv: (name: string, key: Buffer, iv: Buffer) =>
      name === 'des' ? createDecipheriv('des-ede3-cbc', tripled(key), iv) : createDecipheriv(name, key, iv),
  });
};
