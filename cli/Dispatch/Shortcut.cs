namespace Deis.Cli.Dispatch;

/// <summary>A short name of a command.</summary>
internal sealed record Shortcut(string Name, string Target);
