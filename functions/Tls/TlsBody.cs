using Deis.Platform.Tls;

namespace Deis.Functions.Tls;

/// <summary>Whether an app is only reached by HTTPS, on the wire (docs/protocol/controller.md §10).</summary>
public sealed record TlsBody(Guid Uuid, string App, string Owner, DateTimeOffset Created, DateTimeOffset Updated, bool? HttpsEnforced)
{
    /// <summary>The wire form.</summary>
    public static TlsBody Of(AppTls tls, string app, string owner) => new(tls.Uuid, app, owner, tls.Created, tls.Updated, tls.HttpsEnforced);
}
