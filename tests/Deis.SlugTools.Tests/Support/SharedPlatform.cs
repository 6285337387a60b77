namespace Deis.SlugTools.Tests.Support;

/// <summary>One copy of the tool and one store for all tests that need them.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPlatform : ICollectionFixture<Platform>
{
    public const string Name = "platform";
}
