/** The connections of a server, for those who have to close them. */
import type { Server as HttpServer } from 'node:http'
import type { Http2SecureServer, Http2Server, ServerHttp2Session } from 'node:http2'
import type { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'

/**
 * A server of Node's.
 *
 * @category model
 * @since 0.1.0
 */
export type NodeServer = HttpServer | HttpsServer | Http2Server | Http2SecureServer

/** Knows those that begin after this has been made, and of HTTP/1 all that Node knows. */
export class Connections {
  /** of TLS, both: that which is encrypted, and the one below */
  private readonly sockets = new Set<Socket>()
  private readonly sessions = new Set<ServerHttp2Session>()

  constructor(private readonly server: NodeServer) {
    server.on('connection', this.onSocket).on('secureConnection', this.onSocket).on('session', this.onSession)
  }

  /** Sessions accept no further stream, and close after the last. */
  refuse(): void {
    for (const session of this.sessions) session.close()
  }

  /**
   * Those on which nothing is going on are closed; there may be more of them at any moment. While something is on its way
   * to a client nothing happens: Node would take that connection for idle, too.
   */
  closeIdle(): void {
    const { server, sockets } = this
    for (const socket of sockets) if (socket.writableLength > 0) return
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    // Node waits for the request of those that have sent nothing
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }

  closeAll(): void {
    const { server, sessions, sockets } = this
    if ('closeAllConnections' in server) server.closeAllConnections()
    for (const session of sessions) session.destroy()
    for (const socket of sockets) socket.destroy()
  }

  /** The server is watched no longer. */
  forget(): void {
    this.server.off('connection', this.onSocket).off('secureConnection', this.onSocket).off('session', this.onSession)
  }

  private readonly onSocket = (socket: Socket): void => {
    this.sockets.add(socket)
    socket.once('close', () => this.sockets.delete(socket))
  }

  private readonly onSession = (session: ServerHttp2Session): void => {
    this.sessions.add(session)
    session.once('close', () => this.sessions.delete(session))
  }
}
