namespace Deis.Client.Certs;

internal sealed record CertificateCreateRequest(string Certificate, string Key, string Name);
