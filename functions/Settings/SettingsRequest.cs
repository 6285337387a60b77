using System.Text.Json.Nodes;
using Deis.Functions.Reference;
using Deis.Platform.Runtime;

namespace Deis.Functions.Settings;

/// <summary>A change of settings; what is missing stays.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Maintenance">True: visitors see a maintenance page.</param>
/// <param name="Routable">False: nobody reaches the app from outside.</param>
/// <param name="Whitelist">All addresses and networks that may reach it.</param>
/// <param name="Autoscale">Process types whose number follows their load; <c>null</c> ends that.</param>
/// <param name="DeployBranch">The branch whose pushes are deployed; blank: <c>master</c> and <c>main</c>.</param>
/// <param name="Label">Labels, for people only; <c>null</c> removes one.</param>
public sealed record SettingsRequest(
    bool? Maintenance,
    bool? Routable,
    IReadOnlyList<string>? Whitelist,
    Dictionary<string, LoadScaling?>? Autoscale,
    string? DeployBranch,
    JsonObject? Label) : IExample<SettingsRequest>
{
    /// <inheritdoc/>
    public static SettingsRequest Example => new(true, null, null, null, "production", new JsonObject { ["team"] = "web" });
}
