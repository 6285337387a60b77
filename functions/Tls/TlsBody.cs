using Deis.Functions.Reference;
using Deis.Platform.Tls;

namespace Deis.Functions.Tls;

/// <summary>Whether an app is only reached by HTTPS, on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names it.</param>
/// <param name="App">The app.</param>
/// <param name="Owner">Who changed it last.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="HttpsEnforced">True: who comes by HTTP is sent to HTTPS; null until it was said.</param>
public sealed record TlsBody(Guid Uuid, string App, string Owner, DateTimeOffset Created, DateTimeOffset Updated, bool? HttpsEnforced) : IExample<TlsBody>
{
    /// <inheritdoc/>
    public static TlsBody Example => new(Sample.Uuid, Sample.App, Sample.User, Sample.Moment, Sample.Moment, true);

    /// <summary>The wire form.</summary>
    public static TlsBody Of(AppTls tls, string app, string owner) => new(tls.Uuid, app, owner, tls.Created, tls.Updated, tls.HttpsEnforced);
}
