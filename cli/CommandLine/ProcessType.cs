namespace Deis.Cli.CommandLine;

/// <summary>Names of process types.</summary>
internal static class ProcessType
{
    /// <summary>The type of one-off commands.</summary>
    public const string OneOff = "run";

    /// <summary>Small letters and digits, with single hyphens between.</summary>
    public static bool IsName(string text) =>
        text.Split('-').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
