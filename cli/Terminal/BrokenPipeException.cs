namespace Deis.Cli.Terminal;

/// <summary>Whoever read the output has gone, as in <c>deis logs | head</c>.</summary>
internal sealed class BrokenPipeException : Exception;
