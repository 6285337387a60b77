namespace Deis.Acceptance.Driving;

/// <summary>The tests of this collection share one running platform.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPlatform : ICollectionFixture<PlatformFixture>
{
    public const string Name = "one platform";
}
