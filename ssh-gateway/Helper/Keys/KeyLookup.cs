using Deis.SshGateway.Helper.Gateway;

namespace Deis.SshGateway.Helper.Keys;

/// <summary>sshd's question about a key that a client offers, passed on to the gateway (docs/protocol/builder.md §2).</summary>
internal static class KeyLookup
{
    private const int Failed = 1;

    /// <summary>Prints the line of <c>authorized_keys</c> for a key of the platform, and nothing for another one; returns the exit status. sshd starts this without
    /// the variables of its configuration, so the gateway's <paramref name="socket"/> comes as an argument.</summary>
    /// <exception cref="IOException">The gateway is away.</exception>
    public static int Run(string socket, string type, string key)
    {
        using var reply = new GatewaySocket(socket).Send("GET", $"/authorized_keys?type={Uri.EscapeDataString(type)}&key={Uri.EscapeDataString(key)}");
        if (reply.Status != 200)
        {
            return Failed;
        }

        Console.Out.Write(reply.ReadText());
        return 0;
    }
}
