using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Certificates;
using Deis.Platform.Configs;
using Deis.Platform.Domains;
using Deis.Platform.Keys;
using Deis.Platform.Operations;
using Deis.Platform.Releases;
using Deis.Platform.Runs;
using Deis.Platform.Services;
using Deis.Platform.Settings;
using Deis.Platform.Tls;
using Deis.Platform.Tokens;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Deis.Platform.Data;

/// <summary>The domain's tables in schema <c>deis</c>. The tables are made by the dated SQL files beside this class.</summary>
public sealed class DeisDbContext(DbContextOptions<DeisDbContext> options) : DbContext(options)
{
    /// <summary>Accounts.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Tokens of accounts.</summary>
    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    /// <summary>SSH keys.</summary>
    public DbSet<SshKey> Keys => Set<SshKey>();

    /// <summary>Apps.</summary>
    public DbSet<App> Apps => Set<App>();

    /// <summary>Who else may use an app.</summary>
    public DbSet<Collaborator> Collaborators => Set<Collaborator>();

    /// <summary>Builds.</summary>
    public DbSet<Build> Builds => Set<Build>();

    /// <summary>What became of builds that came by the queue.</summary>
    public DbSet<QueuedBuild> QueuedBuilds => Set<QueuedBuild>();

    /// <summary>Configurations.</summary>
    public DbSet<AppConfig> Configs => Set<AppConfig>();

    /// <summary>Releases.</summary>
    public DbSet<Release> Releases => Set<Release>();

    /// <summary>Host names.</summary>
    public DbSet<Domain> Domains => Set<Domain>();

    /// <summary>TLS certificates.</summary>
    public DbSet<Certificate> Certificates => Set<Certificate>();

    /// <summary>What users set of apps beside their configuration; none for an app that has what it started with.</summary>
    public DbSet<AppSettings> Settings => Set<AppSettings>();

    /// <summary>Which apps are only reached by HTTPS; none for an app that was never asked.</summary>
    public DbSet<AppTls> Tls => Set<AppTls>();

    /// <summary>Process types that get a part of an app's requests.</summary>
    public DbSet<RoutedService> Services => Set<RoutedService>();

    /// <summary>One-off commands.</summary>
    public DbSet<Run> Runs => Set<Run>();

    /// <summary>Changes carried out by orchestrations.</summary>
    public DbSet<Operation> Operations => Set<Operation>();

    /// <summary>Who may change an app's processes now.</summary>
    public DbSet<RolloutLease> RolloutLeases => Set<RolloutLease>();

    /// <summary>Who waits for a lease.</summary>
    public DbSet<RolloutWaiter> RolloutWaiters => Set<RolloutWaiter>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("deis");
        modelBuilder.Entity<User>().ToTable("users");
        modelBuilder.Entity<ApiToken>(token =>
        {
            token.ToTable("tokens");
            token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
            token.Ignore(t => t.Terms);
        });
        modelBuilder.Entity<SshKey>(key =>
        {
            key.ToTable("keys").HasKey(k => k.Uuid);
            key.HasOne(k => k.Owner).WithMany().HasForeignKey(k => k.OwnerId);
            key.HasOne<App>().WithMany().HasForeignKey(k => k.AppId);
        });
        modelBuilder.Entity<App>(app =>
        {
            app.ToTable("apps").HasKey(a => a.Uuid);
            app.HasOne(a => a.Owner).WithMany().HasForeignKey(a => a.OwnerId);
            AsJson(app.Property(a => a.Structure));
        });
        modelBuilder.Entity<Collaborator>(collaborator =>
        {
            collaborator.ToTable("collaborators").HasKey(c => new { c.AppId, c.UserId });
            collaborator.HasOne<App>().WithMany().HasForeignKey(c => c.AppId);
            collaborator.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        });
        modelBuilder.Entity<Build>(build =>
        {
            build.ToTable("builds").HasKey(b => b.Uuid);
            build.HasOne<App>().WithMany().HasForeignKey(b => b.AppId);
            build.HasOne(b => b.Owner).WithMany().HasForeignKey(b => b.OwnerId);
            build.Ignore(b => b.Type);
            AsJson(build.Property(b => b.Procfile));
        });
        modelBuilder.Entity<AppConfig>(Configure);
        modelBuilder.Entity<Release>(release =>
        {
            release.ToTable("releases").HasKey(r => r.Uuid);
            release.HasOne<App>().WithMany().HasForeignKey(r => r.AppId);
            release.HasOne(r => r.Owner).WithMany().HasForeignKey(r => r.OwnerId);
            release.HasOne(r => r.Config).WithMany().HasForeignKey(r => r.ConfigId);
            release.HasOne(r => r.Build).WithMany().HasForeignKey(r => r.BuildId);
            release.Ignore(r => r.Label);
        });
        modelBuilder.Entity<Domain>(domain =>
        {
            domain.ToTable("domains");
            domain.HasOne<App>().WithMany().HasForeignKey(d => d.AppId);
            domain.HasOne(d => d.Owner).WithMany().HasForeignKey(d => d.OwnerId);
            domain.Property(d => d.Id).UseIdentityAlwaysColumn();
            domain.Property(d => d.Name).HasColumnName("domain");
        });
        modelBuilder.Entity<Certificate>(certificate =>
        {
            certificate.ToTable("certificates");
            certificate.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId);
            certificate.HasMany(c => c.Domains).WithOne(d => d.Certificate).HasForeignKey(d => d.CertificateId);
            certificate.Property(c => c.Id).UseIdentityAlwaysColumn();
            certificate.Property(c => c.Chain).HasColumnName("certificate");
            certificate.Property(c => c.ProtectedKey).HasColumnName("key");
        });
        modelBuilder.Entity<AppSettings>(settings =>
        {
            settings.ToTable("app_settings").HasKey(s => s.AppId);
            settings.HasOne<App>().WithOne().HasForeignKey<AppSettings>(s => s.AppId);
            settings.HasOne(s => s.Owner).WithMany().HasForeignKey(s => s.OwnerId);
            settings.Ignore(s => s.Values);
            AsJson(settings.Property(s => s.Label));
            AsJson(settings.Property(s => s.Autoscale));
        });
        modelBuilder.Entity<AppTls>(tls =>
        {
            tls.ToTable("app_tls").HasKey(t => t.AppId);
            tls.HasOne<App>().WithOne().HasForeignKey<AppTls>(t => t.AppId);
            tls.HasOne(t => t.Owner).WithMany().HasForeignKey(t => t.OwnerId);
        });
        modelBuilder.Entity<RoutedService>(service =>
        {
            service.ToTable("services");
            service.HasOne<App>().WithMany().HasForeignKey(s => s.AppId);
            service.HasOne<User>().WithMany().HasForeignKey(s => s.OwnerId);
            service.Property(s => s.Id).UseIdentityAlwaysColumn();
        });
        modelBuilder.Entity<QueuedBuild>().ToTable("queued_builds");
        modelBuilder.Entity<Run>(run =>
        {
            run.ToTable("runs").HasKey(r => r.Uuid);
            run.HasOne<App>().WithMany().HasForeignKey(r => r.AppId);
            run.HasOne<Release>().WithMany().HasForeignKey(r => r.ReleaseId);
            run.Property(r => r.ProtectedCommand).HasColumnName("command");
            run.Property(r => r.ProtectedOutput).HasColumnName("output");
        });
        modelBuilder.Entity<Operation>().ToTable("operations");
        modelBuilder.Entity<RolloutLease>().ToTable("rollout_leases").HasKey(l => l.AppId);
        modelBuilder.Entity<RolloutWaiter>().ToTable("rollout_waiters").HasKey(w => new { w.AppId, w.Operation });
        UseSnakeCaseColumns(modelBuilder);
    }

    private static void Configure(EntityTypeBuilder<AppConfig> config)
    {
        config.ToTable("configs").HasKey(c => c.Uuid);
        config.HasOne<App>().WithMany().HasForeignKey(c => c.AppId);
        config.HasOne(c => c.Owner).WithMany().HasForeignKey(c => c.OwnerId);
        config.Property(c => c.ProtectedValues).HasColumnName("values");
        config.Property(c => c.ProtectedRegistry).HasColumnName("registry");
        AsJson(config.Property(c => c.Memory));
        AsJson(config.Property(c => c.Cpu));
        AsJson(config.Property(c => c.Tags));
        AsJson(config.Property(c => c.LifecyclePostStart));
        AsJson(config.Property(c => c.LifecyclePreStop));
        AsJson(config.Property(c => c.TerminationGracePeriod));
        AsJson(config.Property(c => c.Healthcheck));
    }

    private static void AsJson(PropertyBuilder<JsonObject> property) =>
        property.HasColumnType("jsonb").HasConversion(
            json => json.ToJsonString(JsonSerializerOptions.Default),
            text => JsonNode.Parse(text, null, default)!.AsObject(),
            new ValueComparer<JsonObject>(
                (a, b) => JsonNode.DeepEquals(a, b),
                json => json.ToJsonString(JsonSerializerOptions.Default).GetHashCode(StringComparison.Ordinal),
                json => json.DeepClone().AsObject()));

    private static void AsJson<TValue>(PropertyBuilder<Dictionary<string, TValue>> property) =>
        property.HasColumnType("jsonb").HasConversion(
            map => JsonSerializer.Serialize(map, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<Dictionary<string, TValue>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, TValue>>(
                (a, b) => a!.Count == b!.Count && !a.Except(b).Any(),
                map => map.Count,
                map => new Dictionary<string, TValue>(map)));

    private static void UseSnakeCaseColumns(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.FindAnnotation("Relational:ColumnName") is null)
            {
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            }
        }
    }
}
