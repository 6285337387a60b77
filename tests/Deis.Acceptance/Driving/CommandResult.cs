namespace Deis.Acceptance.Driving;

/// <summary>What a program did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for messages of failed assertions.</summary>
    public string All => $"exit code {ExitCode}\n{Output}\n{Error}";

    /// <summary>The result itself, when the program succeeded.</summary>
    public CommandResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, All);
        return this;
    }

    /// <summary>Fails unless it ended with exit code 1 and wrote exactly this to standard error.</summary>
    public void ShouldFailWith(string error)
    {
        ExitCode.ShouldBe(1, All);
        Error.ShouldBe(error);
    }
}
