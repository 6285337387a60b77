using Deis.Platform.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Deis.Platform;

/// <summary>Fills <see cref="PlatformOptions"/> from section <c>Deis</c>, else from the environment names of Deis Workflow.</summary>
internal sealed class PlatformOptionsSetup(IConfiguration configuration) : IConfigureOptions<PlatformOptions>
{
    private const string Section = "Deis";
    private const int PostgresPort = 5432;

    public void Configure(PlatformOptions options)
    {
        var section = configuration.GetSection(Section);
        options.Database = section[nameof(options.Database)] ?? OriginalDatabase() ?? options.Database;
        options.KeyFile = section[nameof(options.KeyFile)] ?? options.KeyFile;
        options.CreateKeyFile = section.GetValue(nameof(options.CreateKeyFile), options.CreateKeyFile);
        if ((section[nameof(options.RegistrationMode)] ?? configuration["REGISTRATION_MODE"]) is { Length: > 0 } mode)
        {
            options.RegistrationMode = ParseMode(mode);
        }
        foreach (var name in section.GetSection(nameof(options.ReservedNames)).Get<string[]>() ?? OriginalReservedNames())
        {
            options.ReservedNames.Add(name);
        }
    }

    private string[] OriginalReservedNames() =>
        (configuration["RESERVED_NAMES"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private string? OriginalDatabase()
    {
        if (configuration["DEIS_DATABASE_SERVICE_HOST"] is not { Length: > 0 } host)
        {
            return null;
        }
        var user = configuration["DEIS_DATABASE_USER"];
        return new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = configuration.GetValue("DEIS_DATABASE_SERVICE_PORT", PostgresPort),
            Username = user,
            Password = configuration["DEIS_DATABASE_PASSWORD"],
            Database = configuration["DEIS_DATABASE_NAME"] ?? user ?? "deis",
        }.ConnectionString;
    }

    private static RegistrationMode ParseMode(string text) =>
        text switch
        {
            "enabled" => RegistrationMode.Enabled,
            "disabled" => RegistrationMode.Disabled,
            "admin_only" => RegistrationMode.AdminOnly,
            _ => throw new OptionsValidationException(
                nameof(PlatformOptions.RegistrationMode),
                typeof(PlatformOptions),
                [$"REGISTRATION_MODE is '{text}'; give enabled, disabled or admin_only."]),
        };
}
