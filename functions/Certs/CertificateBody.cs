using Deis.Functions.Reference;
using Deis.Platform.Certificates;

namespace Deis.Functions.Certs;

/// <summary>A certificate on the wire (docs/protocol/controller.md §10). Neither its text nor its key is shown.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Domains">The hosts that are served with it.</param>
/// <param name="San">The DNS names that it is for.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="Name">Its name on the platform.</param>
/// <param name="CommonName">The common name of its subject; null when it has none.</param>
/// <param name="Fingerprint">SHA-256, capital hex pairs with colons.</param>
/// <param name="Expires">From when on it is no longer good.</param>
/// <param name="Starts">From when on it is good.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Subject">Whom it is for.</param>
public sealed record CertificateBody(
    long Id,
    string Owner,
    IReadOnlyList<string> Domains,
    IReadOnlyList<string> San,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    string Name,
    string? CommonName,
    string Fingerprint,
    DateTimeOffset Expires,
    DateTimeOffset Starts,
    string Issuer,
    string Subject) : IExample<CertificateBody>
{
    /// <inheritdoc/>
    public static CertificateBody Example => new(
        1, Sample.User, [Sample.Host], [Sample.Host], Sample.Moment, Sample.Moment, "shop-2026", Sample.Host, "5E:1F:90:…", Sample.Moment.AddDays(90), Sample.Moment,
        "/C=US/O=Example CA", "/CN=www.example.com");

    /// <summary>The wire form of a certificate.</summary>
    public static CertificateBody Of(Certificate certificate, string owner) => new(
        certificate.Id,
        owner,
        [.. certificate.Domains.Select(domain => domain.Name).Order(StringComparer.Ordinal)],
        certificate.San,
        certificate.Created,
        certificate.Updated,
        certificate.Name,
        certificate.CommonName,
        certificate.Fingerprint,
        certificate.Expires,
        certificate.Starts,
        certificate.Issuer,
        certificate.Subject);
}
