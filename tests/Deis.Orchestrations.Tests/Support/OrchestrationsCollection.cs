namespace Deis.Orchestrations.Tests.Support;

/// <summary>Lets all test classes share the <see cref="OrchestrationsFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class OrchestrationsCollection : ICollectionFixture<OrchestrationsFixture>
{
    public const string Name = "orchestrations";
}
