/** Contacts as BEP 5 packs them: id, IPv4 address and port, one behind the other in one buffer. */

const ID_BYTES = 32
const NODE_BYTES = ID_BYTES + 6

export function packNodes(nodes) {
  const bytes = Buffer.allocUnsafe(nodes.length * NODE_BYTES)
  let at = 0
  for (const { id, host, port } of nodes) {
    bytes.set(id, at)
    bytes.writeUInt32BE(numberOfHost(host), at + ID_BYTES)
    bytes.writeUInt16BE(port, at + ID_BYTES + 4)
    at += NODE_BYTES
  }
  return bytes
}

export function unpackNodes(bytes) {
  const nodes = new Array(bytes.length / NODE_BYTES)
  for (let i = 0, at = 0; i < nodes.length; i++, at += NODE_BYTES) {
    nodes[i] = {
      id: bytes.subarray(at, at + ID_BYTES),
      host: `${bytes[at + 32]}.${bytes[at + 33]}.${bytes[at + 34]}.${bytes[at + 35]}`,
      port: (bytes[at + 36] << 8) | bytes[at + 37],
    }
  }
  return nodes
}

export function numberOfHost(host) {
  let number = 0
  let part = 0
  for (let i = 0; i < host.length; i++) {
    const code = host.charCodeAt(i)
    if (code === 46) {
      number = (number << 8) | part
      part = 0
    } else {
      part = part * 10 + code - 48
    }
  }
  return ((number << 8) | part) >>> 0
}

export function hostOfNumber(number) {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`
}
