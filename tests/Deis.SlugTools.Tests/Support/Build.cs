namespace Deis.SlugTools.Tests.Support;

/// <summary>A build that has ended.</summary>
/// <param name="ExitCode">Of <c>/runner/build</c>.</param>
/// <param name="Output">Without the cursor movements.</param>
/// <param name="Slug">The key of the slug in the store.</param>
/// <param name="Procfile">What was stored as process types, or null.</param>
internal sealed record Build(int ExitCode, string Output, string Slug, string? Procfile)
{
    public Build ShouldSucceed()
    {
        ExitCode.ShouldBe(0, Output);
        return this;
    }
}
