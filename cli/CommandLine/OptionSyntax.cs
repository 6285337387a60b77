namespace Deis.Cli.CommandLine;

/// <summary>One option of a command.</summary>
/// <param name="Short">Such as <c>-a</c>; null if it has none.</param>
/// <param name="Long">Such as <c>--app</c>; for an option with a short name only, that name.</param>
/// <param name="TakesValue">Whether a value must follow.</param>
/// <param name="Default">Value when the option is absent.</param>
internal sealed record OptionSyntax(string? Short, string Long, bool TakesValue, string? Default);
