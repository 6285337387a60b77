using Deis.Platform.Certificates;

namespace Deis.Functions.Certs;

/// <summary>A certificate on the wire (docs/protocol/controller.md §10). Neither its text nor its key is shown.</summary>
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
    string Subject)
{
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
