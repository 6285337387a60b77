using System.Text.RegularExpressions;

namespace Deis.Cli.Tests.Support;

/// <summary>How a run of the binary ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output, every byte.</param>
/// <param name="Error">Standard error, every byte.</param>
public sealed partial record DeisResult(int ExitCode, string Output, string Error)
{
    /// <summary>
    /// Standard output with what depends on the speed of the machine made equal: the frames of the spinner read
    /// <c>(spin)</c>, and work took no second.
    /// </summary>
    public string Text => Seconds().Replace(Frames().Replace(Output, "(spin)"), "done in 0s");

    [GeneratedRegex(@"((\.\.\.|o\.\.|\.o\.|\.\.o)\x08\x08\x08)+")]
    private static partial Regex Frames();

    [GeneratedRegex(@"done in \d+s")]
    private static partial Regex Seconds();
}
