namespace Deis.Bench.Edge;

/// <summary>What is asked of a proxy.</summary>
/// <param name="Hosts">How many host names are asked for in turns.</param>
/// <param name="Close">Whether each request has a connection of its own.</param>
/// <param name="Tls">Whether it comes over TLS.</param>
internal sealed record LoadCase(int Hosts, bool Close, bool Tls)
{
    /// <summary>The case in words, for the table.</summary>
    public string Connections => (Close ? "new" : "kept") + (Tls ? ", TLS" : "");
}
