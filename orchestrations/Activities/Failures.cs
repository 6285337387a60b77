using Microsoft.DurableTask;

namespace Deis.Orchestrations.Activities;

/// <summary>Failures of broken infrastructure, as the user reads them.</summary>
internal static class Failures
{
    /// <summary>What went wrong at the bottom of it; the frames above tell which task it was, which is for the history.</summary>
    public static string Text(this TaskFailedException exception)
    {
        var failure = exception.FailureDetails;
        while (failure.InnerFailure is { } inner)
        {
            failure = inner;
        }

        return $"The platform could not go on: {failure.ErrorMessage}";
    }
}
