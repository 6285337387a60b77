using System.Text;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>git's framing: four hex digits with the length of the whole, then the payload (docs/protocol/builder.md §4).</summary>
internal static class PktLine
{
    private const int PrefixBytes = 4;
    private const int MaxPayloadBytes = 65516;

    /// <summary>The packet that makes a git client print <c>fatal: remote error: </c> and <paramref name="text"/>, in place of the list of refs.</summary>
    public static byte[] Error(string text)
    {
        var payload = Encoding.UTF8.GetBytes($"ERR {text}\n");
        var length = Math.Min(payload.Length, MaxPayloadBytes);
        return [.. Encoding.ASCII.GetBytes((length + PrefixBytes).ToString("x4", null)), .. payload.AsSpan(0, length)];
    }
}
