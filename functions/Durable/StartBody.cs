using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Durable;

/// <summary>What the caller may do with an instance, as URLs (docs/protocol/functions.md §6).</summary>
internal sealed record StartBody(
    string Id,
    string StatusQueryGetUri,
    string SendEventPostUri,
    string TerminatePostUri,
    string PurgeHistoryDeleteUri,
    string RestartPostUri,
    string SuspendPostUri,
    string ResumePostUri)
{
    /// <summary>The URLs of an instance, on the host that the request came to.</summary>
    public static StartBody Of(HttpRequest request, string instanceId, bool failureIs500)
    {
        var instance = RequestOrigin.Url(request, $"/{DurableRoutes.Instances}/") + Uri.EscapeDataString(instanceId);
        return new StartBody(
            instanceId,
            failureIs500 ? $"{instance}?returnInternalServerErrorOnFailure=true" : instance,
            $"{instance}/raiseEvent/{{eventName}}",
            $"{instance}/terminate?reason={{text}}",
            instance,
            $"{instance}/restart",
            $"{instance}/suspend?reason={{text}}",
            $"{instance}/resume?reason={{text}}");
    }
}
