using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Deis.Functions;

/// <summary>Fills <see cref="ApiOptions"/> from section <c>Api</c>, else from environment names.</summary>
internal sealed class ApiOptionsSetup(IConfiguration configuration) : IConfigureOptions<ApiOptions>
{
    private const string Section = "Api";

    public void Configure(ApiOptions options)
    {
        var section = configuration.GetSection(Section);
        options.BuilderKey = section[nameof(options.BuilderKey)] ?? configuration["DEIS_BUILDER_KEY"] ?? options.BuilderKey;
        options.BuilderUrl = section[nameof(options.BuilderUrl)] ?? configuration["DEIS_BUILDER_URL"] ?? options.BuilderUrl;
    }
}
