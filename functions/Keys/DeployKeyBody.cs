using Deis.Functions.Reference;
using Deis.Platform.Keys;

namespace Deis.Functions.Keys;

/// <summary>A deploy key on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names it for ever.</param>
/// <param name="App">The app that it is for.</param>
/// <param name="Owner">Who added it; pushes with it are his.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="Id">Its name, unique in the app.</param>
/// <param name="Public">The public key: type, base64, comment.</param>
/// <param name="Fingerprint">MD5 of the key as 16 hex pairs with colons.</param>
public sealed record DeployKeyBody(
    Guid Uuid, string App, string Owner, DateTimeOffset Created, DateTimeOffset Updated, string Id, string Public, string Fingerprint) : IExample<DeployKeyBody>
{
    /// <inheritdoc/>
    public static DeployKeyBody Example => new(
        Sample.Uuid, Sample.App, Sample.User, Sample.Moment, Sample.Moment, "ci", Sample.PublicKey, Sample.Fingerprint);

    /// <summary>The wire form of a deploy key.</summary>
    public static DeployKeyBody Of(SshKey key, string app, string owner) =>
        new(key.Uuid, app, owner, key.Created, key.Updated, key.Id, key.Public, key.Fingerprint);
}
