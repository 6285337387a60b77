using Deis.Functions.Http;
using Deis.Orchestrations;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>Answers requests that change an app: when the operation has ended, or at once when the request says <c>Prefer: respond-async</c>.</summary>
public sealed class OperationAnswers(IOperations operations)
{
    /// <summary>The answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="app">The app that is changed.</param>
    /// <param name="started">The operation, or why it did not start.</param>
    /// <param name="done">Makes the answer for an operation that ended well.</param>
    /// <param name="cancellationToken">Stops waiting; the operation goes on.</param>
    public async Task<IResult> AnswerAsync(
        HttpRequest request,
        string app,
        Result<string> started,
        Func<ChangeOutcome, Task<IResult>> done,
        CancellationToken cancellationToken)
    {
        if (!started.TryGet(out var operation, out var error))
        {
            return ApiResults.Failure(error);
        }
        if (Preference.NotToWait(request))
        {
            return AcceptedResult.Preferred(request, app, operation);
        }
        var outcome = await operations.WaitAsync(operation, cancellationToken);
        return outcome.Succeeded ? await done(outcome) : ApiResults.Failure(new Error(outcome.Kind ?? ErrorKind.Unavailable, outcome.Message ?? ""));
    }

    /// <summary>As above, for answers that need nothing more.</summary>
    public Task<IResult> AnswerAsync(HttpRequest request, string app, Result<string> started, IResult done, CancellationToken cancellationToken) =>
        AnswerAsync(request, app, started, _ => Task.FromResult(done), cancellationToken);
}
