/** protobufjs by reflection, which generates its code at run time, and a message for each node. */

import protobuf from 'protobufjs'
import { hostOfNumber, numberOfHost } from './packed-nodes.mjs'

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Node { bytes id = 1; fixed32 ip = 2; uint32 port = 3; }
  message Frame { bytes id = 1; bytes sender = 2; bool lists = 3; repeated Node nodes = 4; }
`)
const Frame = root.lookupType('Frame')

export const message = (message) => message

export function create() {
  return {
    encode: ({ id, sender, contacts }) =>
      Frame.encode({
        id,
        sender,
        lists: contacts !== undefined,
        nodes: contacts?.map(({ id, host, port }) => ({ id, ip: numberOfHost(host), port })),
      }).finish(),
    decode(bytes) {
      const { id, sender, lists, nodes } = Frame.decode(bytes)
      return lists
        ? { id, sender, contacts: nodes.map(({ id, ip, port }) => ({ id, host: hostOfNumber(ip), port })) }
        : { id, sender }
    },
  }
}
