using Deis.Functions.Http;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>Answers requests that make an app or change its routing: when the change is in force, or when it is stored if the request says <c>Prefer: respond-async</c>.</summary>
public sealed class RoutedAnswers(RequestedNotice notice)
{
    /// <summary>The answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="done">Makes the answer for a change that is in force.</param>
    /// <param name="accepted">Makes the body for a change that is stored, with the operation's id; null for the usual one.</param>
    public async Task<IResult> AnswerAsync<T>(HttpRequest request, Func<Task<Result<T>>> change, Func<T, IResult> done, Func<T, string, object>? accepted = null)
    {
        notice.IsDeferred = Preference.NotToWait(request);
        var changed = await change();
        return changed.Error is null && notice.Started is [var first, ..]
            ? AcceptedResult.Preferred(request, first.App, first.Id, accepted?.Invoke(changed.Value, first.Id) ?? BodyOf(notice.Started))
            : ApiResults.From(changed, done);
    }

    private static StartedOperations? BodyOf(IReadOnlyList<RoutedOperation> started) =>
        started.Count == 1 ? null : new StartedOperations(started[0].Id, [.. started.Select(one => AcceptedResult.LocationOf(one.App, one.Id))]);
}
