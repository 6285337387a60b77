using Deis.Functions.Http;
using Deis.Functions.Reference;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Durable;

/// <summary>What the caller may do with an instance, as URLs (docs/protocol/functions.md §6).</summary>
/// <param name="Id">The instance.</param>
/// <param name="StatusQueryGetUri">Shows it.</param>
/// <param name="SendEventPostUri">Sends it an event; put the name in.</param>
/// <param name="TerminatePostUri">Ends it; put the reason in.</param>
/// <param name="PurgeHistoryDeleteUri">Removes it when it has ended.</param>
/// <param name="RestartPostUri">Starts it again.</param>
/// <param name="SuspendPostUri">Holds it; put the reason in.</param>
/// <param name="ResumePostUri">Lets it go on; put the reason in.</param>
internal sealed record StartBody(
    string Id,
    string StatusQueryGetUri,
    string SendEventPostUri,
    string TerminatePostUri,
    string PurgeHistoryDeleteUri,
    string RestartPostUri,
    string SuspendPostUri,
    string ResumePostUri) : IExample<StartBody>
{
    /// <inheritdoc/>
    public static StartBody Example => Of($"https://deis.example.com/{DurableRoutes.Instances}/", "7a1c0d9e8f7a6b5c", failureIs500: false);

    /// <summary>The URLs of an instance, on the host that the request came to.</summary>
    public static StartBody Of(HttpRequest request, string instanceId, bool failureIs500) =>
        Of(RequestOrigin.Url(request, $"/{DurableRoutes.Instances}/"), instanceId, failureIs500);

    private static StartBody Of(string instances, string instanceId, bool failureIs500)
    {
        var instance = instances + Uri.EscapeDataString(instanceId);
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
