using System.Text.Json.Serialization;

namespace Deis.SshGateway.Api;

/// <summary>Who a public key belongs to.</summary>
/// <param name="Username">The user.</param>
/// <param name="Apps">Names of the apps the key may push and clone.</param>
/// <param name="DeployKeyOf">The app that it is a deploy key of; null for others.</param>
/// <param name="DeployBranch">The branch that a push to the app in question deploys; null when that is <c>master</c> and <c>main</c>.</param>
internal sealed record KeyOwner(
    string Username,
    IReadOnlyList<string> Apps,
    [property: JsonPropertyName("deploy_key_of")] string? DeployKeyOf = null,
    [property: JsonPropertyName("deploy_branch")] string? DeployBranch = null);
