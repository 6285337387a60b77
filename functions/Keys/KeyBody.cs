using Deis.Platform.Keys;
using Deis.Platform.Users;

namespace Deis.Functions.Keys;

/// <summary>An SSH key on the wire (docs/protocol/controller.md §10).</summary>
public sealed record KeyBody(Guid Uuid, string Owner, DateTimeOffset Created, DateTimeOffset Updated, string Id, string Public, string Fingerprint)
{
    /// <summary>The wire form of a key.</summary>
    public static KeyBody Of(SshKey key, User owner) => new(key.Uuid, owner.Username, key.Created, key.Updated, key.Id, key.Public, key.Fingerprint);
}
