using Deis.Functions.Reference;

namespace Deis.Functions.Tls;

/// <summary>Whether an app is only reached by HTTPS.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="HttpsEnforced">True: who comes by HTTP is sent to HTTPS.</param>
public sealed record TlsRequest(bool? HttpsEnforced) : IExample<TlsRequest>
{
    /// <inheritdoc/>
    public static TlsRequest Example => new(true);
}
