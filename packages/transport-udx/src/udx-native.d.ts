/** What is used of udx-native 1.21, which has no types of its own. */

declare module 'udx-native' {
  interface UdxSender {
    readonly host: string
    readonly family: 4 | 6
    readonly port: number
  }

  interface UdxSocket {
    /** At once. @throws Error with the `code` of the system. */
    bind(port: number, host: string): void
    address(): UdxSender | null
    on(event: 'message', listener: (datagram: Uint8Array, sender: UdxSender) => void): void
    /** Resolves to whether the system took it, as far as udx-native knows: it says true also for most refusals. */
    send(datagram: Uint8Array, port: number, host: string): Promise<boolean>
    setRecvBufferSize(bytes: number): void
    setSendBufferSize(bytes: number): void
    close(): Promise<void>
  }

  export default class UDX {
    createSocket(): UdxSocket
  }
}
