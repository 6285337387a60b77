using Deis.Functions.Reference;
using Deis.Platform.Keys;
using Deis.Platform.Users;

namespace Deis.Functions.Keys;

/// <summary>An SSH key on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names it for ever.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="Id">Its name, unique on the platform.</param>
/// <param name="Public">The public key: type, base64, comment.</param>
/// <param name="Fingerprint">MD5 of the key as 16 hex pairs with colons.</param>
public sealed record KeyBody(Guid Uuid, string Owner, DateTimeOffset Created, DateTimeOffset Updated, string Id, string Public, string Fingerprint) : IExample<KeyBody>
{
    /// <inheritdoc/>
    public static KeyBody Example => new(Sample.Uuid, Sample.User, Sample.Moment, Sample.Moment, "alice@laptop", Sample.PublicKey, Sample.Fingerprint);

    /// <summary>The wire form of a key.</summary>
    public static KeyBody Of(SshKey key, User owner) => new(key.Uuid, owner.Username, key.Created, key.Updated, key.Id, key.Public, key.Fingerprint);
}
