using System.Net.Sockets;
using System.Text;

namespace Deis.SshGateway.Helper.Gateway;

/// <summary>An answer of the gateway; disposing it closes the connection.</summary>
internal sealed class GatewayReply(Socket socket, int status, string head, ReadOnlyMemory<byte> bodyStart) : IDisposable
{
    private readonly ReplyBody _body = new(socket, bodyStart);

    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>Value of a header; null when there is none of this name.</summary>
    public string? Header(string name) => head.Split("\r\n")
        .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    /// <summary>The body, as it comes.</summary>
    public Stream Body => _body;

    /// <summary>The whole body as text, without white space around it.</summary>
    public string ReadText()
    {
        using StreamReader reader = new(Body, Encoding.UTF8, leaveOpen: true);
        return reader.ReadToEnd().Trim();
    }

    /// <summary>Closes the connection; the gateway takes that as the end of what it was asked for.</summary>
    public void Dispose() => _body.Dispose();
}
