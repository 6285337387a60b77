namespace Deis.Cli.CommandLine;

/// <summary>What came of parsing: arguments, a request for help, or a usage error.</summary>
/// <param name="Arguments">Set when the arguments fit.</param>
/// <param name="HelpWanted">Whether the user asked for help.</param>
/// <param name="Problem">What does not fit, when there is more to say than the usage line.</param>
internal sealed record ParseOutcome(Arguments? Arguments, bool HelpWanted, string? Problem)
{
    public static readonly ParseOutcome Help = new(null, HelpWanted: true, null);

    public static ParseOutcome Of(Arguments arguments) => new(arguments, HelpWanted: false, null);

    public static ParseOutcome Misuse(string? problem = null) => new(null, HelpWanted: false, problem);
}
