using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Queues;
using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.QueuedBuilds;

/// <summary>Takes builds from the queue (docs/protocol/functions.md §8).</summary>
public sealed class QueuedBuildTrigger(
    AuthenticateToken authenticate, AppAccess access, MessageToken tokens, QueuedBuildBook book, StartQueuedBuild start)
{
    /// <summary>Starts what a message asks for, for whom its token belongs to.</summary>
    /// <exception cref="QueueMessageException">It cannot be done; the reason holds nothing of the token.</exception>
    [Function("builds-queued")]
    public async Task RunAsync([QueueTrigger(BuildQueue.Name)] QueueMessage message, CancellationToken cancellationToken)
    {
        var started = await StartAsync(message, cancellationToken);
        if (!started.TryGet(out _, out var error))
        {
            throw new QueueMessageException(Reason(error), isPermanent: error.Kind != ErrorKind.Unavailable);
        }
        await book.StartedAsync(message.MessageId, cancellationToken);
    }

    private async Task<Result<string>> StartAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (!BuildMessage.Read(message.Body).TryGet(out var content, out var error)
            || !tokens.Open(content.Token).TryGet(out var token, out error)
            || !(await authenticate.ExecuteAsync(token, cancellationToken)).TryGet(out var sender, out error))
        {
            return error;
        }
        // Senders put tokens into the queue that the API has not seen before.
        if (sender.Scope.Refusal(TokenLevel.Deploy, content.App, forEveryApp: false) is { } outOfScope)
        {
            return outOfScope;
        }
        var user = sender.User;
        if (!(await access.FindAsync(content.App, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out error))
        {
            return error;
        }
        await book.NoteAsync(message.MessageId, app.Uuid, user.Id, cancellationToken);
        return BuildOrder.Read(content.Body, app.Id).TryGet(out var order, out error)
            ? await start.ExecuteAsync(message.MessageId, app, user, order, cancellationToken)
            : error;
    }

    private static string Reason(Error error) =>
        string.Join(' ', error.Others.Prepend(error).Select(e => e.Field is null ? e.Message : $"{e.Field}: {e.Message}"));
}
