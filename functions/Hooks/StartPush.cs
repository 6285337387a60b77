using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Hooks;

/// <summary>Starts the deploy of pushed source. The gateway chooses the operation's id, so that it can ask again after a lost answer.</summary>
public sealed class StartPush(DeisDbContext database, Receiver receiver, IOperations operations)
{
    /// <summary>The operation.</summary>
    public async Task<Result<string>> ExecuteAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (!(await receiver.FindAsync(body, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        var (user, app) = found;
        var fields = new TextFields(body);
        var (operation, sha, key) = (fields.Get("operation"), fields.Get("sha"), fields.Get("key"));
        if (fields.AnyError(out error) || new ErrorList().Add(PushRules.CheckOperation(operation)).Add(PushRules.CheckSha(sha)).Any(out error) ||
            (error = PushRules.CheckKey(key, app.Id, sha!)) is not null)
        {
            return error;
        }
        if (await database.Operations.AnyAsync(o => o.Id == operation && (o.AppId != app.Uuid || o.UserId != user.Id), cancellationToken))
        {
            return Error.Conflict($"{operation} is the push of somebody else; choose another id.");
        }
        var input = new DeployInput(app.Uuid, app.Id, user.Id, DeployTrigger.Push, Source: key, Sha: sha);
        // The gateway keeps two pushes apart, and a build needs no lease: others may change the app meanwhile.
        return await operations.StartAsync(database, app, user, DeployInput.Orchestration, input, LeaseMode.Wait, operation, cancellationToken);
    }
}
