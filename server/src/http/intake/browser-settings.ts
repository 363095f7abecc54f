/**
 * What the browser library asks for when it starts: where to send, and that there is nothing else to load.
 *
 * @param address by which the browser reaches Ripen, without a slash at the end.
 */
export function browserSettings(writeKey: string, address: string) {
  const { host, pathname, protocol } = new URL(address)
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}${pathname.replace(/\/+$/, '')}/v1`,
        protocol: protocol.slice(0, -1),
        type: 'server',
        bundlingStatus: 'bundled',
        unbundledIntegrations: [],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  }
}
