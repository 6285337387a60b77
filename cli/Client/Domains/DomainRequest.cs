namespace Deis.Client.Domains;

internal sealed record DomainRequest(string Domain);
