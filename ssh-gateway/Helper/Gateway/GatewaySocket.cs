using System.Net.Sockets;
using System.Text;
using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Gateway;

/// <summary>Speaks HTTP/1.0 to the gateway's UNIX socket, because loading HttpClient would double the time a git command takes to start.
/// One request per connection; a body ends where the connection ends (docs/protocol/builder.md §6).</summary>
internal sealed class GatewaySocket(string path)
{
    private const int MaxHeaderBytes = 16 * 1024;

    /// <summary>The gateway that sshd's configuration names.</summary>
    public static GatewaySocket FromEnvironment() => new(Required.Variable(HelperVariables.Socket));

    /// <summary>Sends a request without a body and reads up to the start of the answer's body.</summary>
    /// <exception cref="IOException">The gateway is away or broke off.</exception>
    public GatewayReply Send(string method, string target)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.0\r\nHost: gateway\r\nContent-Length: 0\r\n\r\n"));
            return ReadHead(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException("The gateway is away.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static GatewayReply ReadHead(Socket socket)
    {
        var buffer = new byte[MaxHeaderBytes];
        var filled = 0;
        while (true)
        {
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return new GatewayReply(socket, StatusOf(buffer), Encoding.ASCII.GetString(buffer, 0, end), buffer.AsMemory(end + 4, filled - end - 4));
            }

            var read = filled == buffer.Length ? 0 : socket.Receive(buffer.AsSpan(filled));
            if (read == 0)
            {
                throw new IOException("The gateway broke off its answer.");
            }

            filled += read;
        }
    }

    // "HTTP/1.1 200 OK"
    private static int StatusOf(ReadOnlySpan<byte> head)
    {
        var afterVersion = head[(head.IndexOf((byte)' ') + 1)..];
        return int.TryParse(afterVersion[..3], out var status) ? status : throw new IOException("The gateway's answer is not HTTP.");
    }
}
