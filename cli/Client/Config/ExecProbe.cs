namespace Deis.Client.Config;

/// <summary>Asks by a command that ends with exit code 0.</summary>
/// <param name="Command">Its words.</param>
public sealed record ExecProbe(IReadOnlyList<string> Command);
