using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Certificates;
using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.Domains;
using Deis.Platform.Keys;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using Deis.Platform.Runs;
using Deis.Platform.Secrets;
using Deis.Platform.Services;
using Deis.Platform.Settings;
using Deis.Platform.Tls;
using Deis.Platform.Tokens;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Deis.Platform;

/// <summary>Registers the platform's core.</summary>
public static class PlatformServices
{
    /// <summary>Database, secrets and use cases, configured as <see cref="PlatformOptions"/> says. The app runtime, object store and log streams are
    /// chosen by the program.</summary>
    public static IServiceCollection AddDeisPlatform(this IServiceCollection services)
    {
        services.AddOptions<PlatformOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<PlatformOptions>, PlatformOptionsSetup>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => PlatformDataSource.Create(Options(provider).Database));
        services.AddPooledDbContextFactory<DeisDbContext>((provider, builder) => builder
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .ConfigureWarnings(LogFailuresOnce));
        services.TryAddScoped(provider => provider.GetRequiredService<IDbContextFactory<DeisDbContext>>().CreateDbContext());
        services.AddHostedService<SchemaStartup>();
        services.TryAddSingleton(provider => SecretKeyRing.Load(Options(provider).KeyFile, Options(provider).CreateKeyFile));
        services.TryAddSingleton<ISecretProtector, AesGcmSecretProtector>();
        services.TryAddSingleton<ConfigVault>();
        services.TryAddSingleton<RunVault>();
        services.TryAddSingleton<CertificateVault>();
        services.TryAddScoped<IRuntimeNotice>(provider => provider.GetRequiredService<ImmediateNotice>());
        return services.AddUseCases();
    }

    // Whoever handles the exception logs it; Entity Framework would do so twice more.
    private static void LogFailuresOnce(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug));

    private static PlatformOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<PlatformOptions>>().Value;

    private static IServiceCollection AddUseCases(this IServiceCollection services) => services
        .AddScoped<RegisterUser>()
        .AddScoped<LogIn>()
        .AddScoped<AuthenticateToken>()
        .AddScoped<ListTokens>()
        .AddScoped<CreateToken>()
        .AddScoped<RevokeToken>()
        .AddScoped<FindUser>()
        .AddScoped<ListUsers>()
        .AddScoped<ChangePassword>()
        .AddScoped<RenewToken>()
        .AddScoped<CancelAccount>()
        .AddScoped<AppointAdmin>()
        .AddScoped<LockAccount>()
        .AddScoped<AddKey>()
        .AddScoped<ListKeys>()
        .AddScoped<FindKey>()
        .AddScoped<RemoveKey>()
        .AddScoped<FindKeyOwner>()
        .AddScoped<ListAppKeys>()
        .AddScoped<AddDeployKey>()
        .AddScoped<ListDeployKeys>()
        .AddScoped<RemoveDeployKey>()
        .AddScoped<AppAccess>()
        .AddScoped<AppPlace>()
        .AddScoped<AppRoutes>()
        .AddScoped<PublishApp>()
        .AddScoped<ImmediateNotice>()
        .AddScoped<RoutedChange>()
        .AddScoped<AppLog>()
        .AddScoped<CreateApp>()
        .AddScoped<ListApps>()
        .AddScoped<DescribeApp>()
        .AddScoped<ListCollaborators>()
        .AddScoped<ShareApp>()
        .AddScoped<UnshareApp>()
        .AddScoped<TransferApp>()
        .AddScoped<ReadConfig>()
        .AddScoped<ListBuilds>()
        .AddScoped<FindBuild>()
        .AddScoped<QueuedBuildBook>()
        .AddScoped<ProcfilePolicy>()
        .AddScoped<ListDomains>()
        .AddScoped<AddDomain>()
        .AddScoped<RemoveDomain>()
        .AddScoped<FindDomain>()
        .AddScoped<AddCertificate>()
        .AddScoped<ListCertificates>()
        .AddScoped<FindCertificate>()
        .AddScoped<RemoveCertificate>()
        .AddScoped<AttachCertificate>()
        .AddScoped<DetachCertificate>()
        .AddScoped<HostNames>()
        .AddScoped<ListServices>()
        .AddScoped<AddService>()
        .AddScoped<RemoveService>()
        .AddScoped<ReadSettings>()
        .AddScoped<StoreSettings>()
        .AddScoped<ChangeSettings>()
        .AddScoped<ChangeWhitelist>()
        .AddScoped<ReadTls>()
        .AddScoped<ChangeTls>()
        .AddScoped<ListReleases>()
        .AddScoped<FindRelease>()
        .AddScoped<RollbackTarget>();
}
