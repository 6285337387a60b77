namespace Deis.Client.Config;

/// <summary>Asks by a connection to a port.</summary>
public sealed record TcpProbe(int Port);
