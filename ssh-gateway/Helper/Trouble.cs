namespace Deis.SshGateway.Helper;

/// <summary>What a user hears of a failure that nobody expected.</summary>
internal static class Trouble
{
    /// <summary>A line for the user, who shows it to the operator.</summary>
    public static string TextOf(Exception exception)
    {
        var cause = exception;
        // Only the innermost one says what is wrong, such as a library that is missing.
        while (cause is TypeInitializationException { InnerException: { } inner })
        {
            cause = inner;
        }

        return DiskFull.Is(cause) ? DiskFull.Message : $"The SSH gateway failed: {cause.Message}";
    }
}
