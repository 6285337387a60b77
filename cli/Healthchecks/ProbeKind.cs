namespace Deis.Cli.Healthchecks;

/// <summary>The two kinds of probes.</summary>
internal static class ProbeKind
{
    private static readonly string[] Words = ["liveness", "readiness"];

    /// <summary>What the API calls the kind that a word names.</summary>
    /// <exception cref="CommandException">It names none.</exception>
    public static string Field(string word) => Words.Contains(word)
        ? word + "Probe"
        : throw new CommandException($"probe type {word} is invalid. Must be one of [{string.Join(' ', Words)}]");
}
