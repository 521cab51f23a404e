/** @chainsafe/discv5: lookups and pings; it has no values. */

import { Discv5 } from '@chainsafe/discv5'
import { ENR, SignableENR } from '@chainsafe/enr'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { multiaddr } from '@multiformats/multiaddr'
import { freePort } from './free-port.mjs'
import { startAll } from './join.mjs'

export function create() {
  let nodes = []
  const bytesOf = (id) => Buffer.from(id, 'hex')
  return {
    idBytes: 32,
    width: 16,
    async start(count) {
      nodes = await startAll(count, async (_, first) => {
        const privateKey = await generateKeyPair('secp256k1')
        const enr = SignableENR.createFromPrivateKey(privateKey)
        const port = await freePort()
        enr.ip = '127.0.0.1'
        enr.udp = port
        const node = Discv5.create({
          enr,
          privateKey,
          bindAddrs: { ip4: multiaddr(`/ip4/127.0.0.1/udp/${port}`) },
          config: { enrUpdate: false },
        })
        await node.start()
        if (first !== undefined) {
          node.addEnr(first.enr.encodeTxt())
          await node.findNode(node.enr.nodeId)
        }
        return node
      })
    },
    lookup: async (index, target) =>
      (await nodes[index].findNode(Buffer.from(target).toString('hex'))).map(({ nodeId }) => bytesOf(nodeId)),
    id: (index) => bytesOf(nodes[index].enr.nodeId),
    kill: (index) => nodes[index].stop(),
    address: (index) => nodes[index].enr.encodeTxt(),
    async ping(index, address) {
      await nodes[index].sendPing(ENR.decodeTxt(address))
    },
  }
}
