namespace Deis.SshGateway.Tests.Support;

/// <summary>Tests that share one gateway; every test has users and apps of its own.</summary>
[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayFixture>
{
    public const string Name = "gateway";
}
