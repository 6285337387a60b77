using System.Text.Json.Nodes;
using Deis.FunctionsHost.Queues;
using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Functions.QueuedBuilds;

/// <summary>Puts a build into the queue, after what can be checked at once has been checked.</summary>
public sealed class EnqueueBuild(AppAccess access, IObjectStore store, MessageToken tokens, QueueSender queue, QueuedBuildBook book)
{
    /// <summary>Id of the queue message.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks for it.</param>
    /// <param name="token">His token, which the message bears sealed.</param>
    /// <param name="body">What he asks for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<string>> ExecuteAsync(string id, User user, string token, JsonObject body, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error)
            || !BuildOrder.Read(body, app.Id).TryGet(out var order, out error))
        {
            return error;
        }
        if (order.Source?.Key is { } key && !await store.ExistsAsync(key, cancellationToken))
        {
            return Errors.NoUpload;
        }
        var message = BuildMessage.Write(app.Id, tokens.Seal(token), body);
        if (!queue.Fits(message))
        {
            return Errors.TooLarge;
        }
        var messageId = await queue.SendAsync(BuildQueue.Name, message, cancellationToken);
        await book.NoteAsync(messageId, app.Uuid, user.Id, cancellationToken);
        return messageId;
    }
}
