using Deis.Platform.Results;

namespace Deis.Platform.Keys;

/// <summary>What can go wrong with SSH keys, in the words of docs/protocol/controller.md §4.</summary>
internal static class Errors
{
    public static Error NotFound { get; } = Error.NotFound("Key");

    public static Error InvalidBase64 { get; } = Error.ForField("public", "Key contains invalid base64 chars");

    public static Error PublicTaken { get; } = Error.ForField("public", "Public Key is already in use");

    public static Error DeployKeyTaken { get; } = Error.ForField(
        "public", "The key is in use already, by an account or by an app. A deploy key is for one app alone; make one with: ssh-keygen -t ed25519 -f deploy_key");

    public static Error DeployKeyIdTaken { get; } = Error.ForField("id", "The app has a deploy key of this name already.");

    public static Error IdTaken { get; } = Error.ForField("id", "SSH Key with this id already exists.");
}
